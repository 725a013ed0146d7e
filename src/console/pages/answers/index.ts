import { definePage } from '../../desk.ts'
import { editView, newView } from './edit.ts'
import { entryList } from './list.ts'
import { listPresses } from './list-presses.ts'
import { questionListsView, questionListView } from './lists.ts'
import { entryView } from './one.ts'
import { answerPresses } from './presses.ts'
import { tryDraft, tryFile, tryQuestionsOf, tryValue, tryView } from './trying.ts'
import { unansweredView } from './unanswered.ts'
import { type AnswersWords, answersWords } from './words.ts'

/** The largest table of questions that is taken. */
const largestTable = 4 * 1024 * 1024

/** 问答: what is answered, changed with a look before; what nobody could answer; many questions at once. */
export const answers = definePage<AnswersWords>({
  name: 'answers',
  right: 'edit-answers',
  words: answersWords,
  mostBytes: largestTable,
  async show(visit, say) {
    const [first = '', second = '', ...rest] = visit.item.split('/')
    if (first === 'lists' && rest.length === 0)
      return second === '' ? questionListsView({ visit, say }) : questionListView({ visit, say }, second)
    if (rest.length > 0 || (second !== '' && second !== 'edit')) return null
    if (second === 'edit') return editView({ visit, say }, first)
    if (first === '') return entryList({ visit, say })
    if (first === 'new') return newView({ visit, say })
    if (first === 'unanswered') return unansweredView({ visit, say })
    return first === 'try' ? tryView({ visit, say }) : entryView({ visit, say }, first)
  },
  acts: {
    ...answerPresses,
    ...listPresses,
    try: (visit, form, say) => tryQuestionsOf({ visit, say }, form),
    tryFile: (visit, form, say) => tryFile({ visit, say }, form),
    tryDraft: (visit, form, say) => tryDraft({ visit, say }, form),
    tryValue: (visit, form, say) => tryValue({ visit, say }, form),
  },
})
