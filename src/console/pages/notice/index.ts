import { definePage } from '../../desk.ts'
import { largestUpload } from '../../uploads.ts'
import { changeView } from './change.ts'
import { longestNoticeText, noticeList } from './list.ts'
import { noticeView } from './one.ts'
import { noticePresses } from './presses.ts'
import { type NoticePageWords, noticePageWords } from './words.ts'

/** 通知入库: a notice goes in, what it proposes is looked at, and what somebody takes of it is cited from then on. */
export const noticePage = definePage<NoticePageWords>({
  name: 'notice',
  right: 'edit-facts',
  words: noticePageWords,
  // The text of a form may take four bytes a character, and nine where it is escaped.
  mostBytes: largestUpload + 9 * longestNoticeText,
  async show(visit, say) {
    const [id = '', n = '', ...rest] = visit.item.split('/')
    if (id === '') return noticeList({ visit, say })
    if (rest.length > 0) return null
    return n === '' ? noticeView({ visit, say }, id) : changeView({ visit, say }, { id, n: Number(n) })
  },
  acts: noticePresses,
})
