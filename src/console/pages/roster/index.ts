import { definePage } from '../../desk.ts'
import { largestUpload } from '../../uploads.ts'
import { importView, pressApply, pressTry } from './importing.ts'
import { rosterView } from './list.ts'
import { personView, pressLink, pressRevoke } from './one.ts'
import { pressBack, pressCodes, pressLeft, pressMove, pressTag } from './presses.ts'
import { pressSheet, sheetView } from './sheets.ts'
import { type RosterPageWords, rosterPageWords } from './words.ts'

/** 名册: who is on the roster and can be reached, lists of the school, codes and links to hand out, tags, classes, and who has left. */
export const rosterPage = definePage<RosterPageWords>({
  name: 'roster',
  right: 'see-people',
  words: rosterPageWords,
  mostBytes: largestUpload + 64 * 1024,
  async show(visit, say) {
    const { item } = visit
    if (item === '') return rosterView({ visit, say })
    if (item === 'import') return importView({ visit, say })
    if (item === 'sheet') return sheetView({ visit, say })
    return personView({ visit, say }, item)
  },
  acts: {
    tag: pressTag,
    move: pressMove,
    left: pressLeft,
    back: pressBack,
    codes: pressCodes,
    link: pressLink,
    revoke: pressRevoke,
    sheet: pressSheet,
    try: pressTry,
    apply: pressApply,
  },
})
