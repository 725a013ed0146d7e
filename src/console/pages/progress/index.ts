import { definePage } from '../../desk.ts'
import { namesFile } from './export.ts'
import { namesView } from './names.ts'
import { pressRemind } from './remind.ts'
import { wholeView } from './whole.ts'
import { type ProgressSay, progressPageSchema } from './words.ts'

/** 进度: how far the students in one's care are, class by class; who is left by name, and reminding them. */
export const progressPage = definePage<ProgressSay>({
  name: 'progress',
  right: 'see-progress',
  words: progressPageSchema,
  async show(visit, say) {
    if (visit.item === '') return wholeView({ visit, say })
    return visit.item.includes('/') ? null : namesView({ visit, say })
  },
  acts: {
    remind: (visit, form, say) => pressRemind({ visit, say }, form),
  },
  file: (visit, say) => namesFile({ visit, say }),
})
