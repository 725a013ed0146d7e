import type { Given } from '../../../flows/answer.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import { sounds } from '../../../knowledge/pinyin.ts'
import { deadlineOf } from '../../../knowledge/school.ts'
import { isoDay } from '../../../time/shown.ts'
import type { Context } from '../../context.ts'

/** Part of a message as what was given for a step of a conversation, with all that reading it takes. */
export function givenOf(
  {
    turn,
    knowledge,
    answerWords,
  }: Pick<Context, 'knowledge' | 'answerWords'> & {
    turn: Pick<Context['turn'], 'now'> & {
      update: { message: Pick<Context['turn']['update']['message'], 'images' | 'videos'> }
    }
  },
  text: string,
): Given {
  const { zone } = knowledge.school
  return {
    text: text.trim(),
    images: turn.update.message.images,
    videos: turn.update.message.videos ?? [],
    staff: [],
    before: '',
    now: turn.now,
    zone,
    same: bareWords,
    words: answerWords,
    sound: character => sounds(character)?.[0] ?? '',
    dayOf: word => {
      if (word === 'today') return isoDay(turn.now, zone)
      if (/^\d{4}-/.test(word)) return word
      const deadline = deadlineOf(knowledge.school, word, turn.now)
      return deadline ? isoDay(deadline.at, zone) : null
    },
  }
}
