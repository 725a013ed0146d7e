import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'
import { proposalStates } from '../../../core/content/notice.ts'
import { noticeGroups } from '../../../office/notice/look.ts'

/** The words of the page 通知入库. */
export const noticePageWords = z.strictObject({
  title: sentence(),
  note: sentence(),
  upload: z.strictObject({
    title: sentence(),
    file: sentence(),
    fileHint: sentence('most'),
    text: sentence(),
    textHint: sentence(),
    names: sentence(),
    button: sentence(),
    drop: sentence(),
    busy: sentence(),
    fault: sentence('what', 'cure'),
  }),
  list: z.strictObject({
    title: sentence(),
    none: sentence(),
    open: sentence('count'),
    taken: sentence('count'),
    refused: sentence('count'),
    by: sentence('name'),
  }),
  about: each('number', 'issued', 'year', 'file', 'by', 'at'),
  noIssued: sentence(),
  yearIs: sentence('year'),
  drop: sentence(),
  dropSure: sentence('count'),
  dropYes: sentence(),
  tabs: sentence(),
  groups: each(...noticeGroups),
  notes: each(...noticeGroups),
  none: each(...noticeGroups),
  card: z.strictObject({
    title: sentence('name', 'value'),
    whole: sentence(),
    told: sentence('whom'),
    batch: sentence('batch'),
    loan: sentence('loan'),
    degree: sentence('degree'),
    noPart: sentence(),
    who: each('student', 'counselor', 'college', 'office'),
    when: sentence('when'),
    source: sentence('clause'),
    duty: sentence('number', 'name'),
    dutyNone: sentence(),
    theirs: sentence(),
  }),
  states: each(...proposalStates),
  taken: z.strictObject({
    what: sentence('value'),
    as: each('field', 'duty', 'broadcast', 'entry'),
    by: sentence('name'),
    gone: sentence(),
    field: sentence(),
  }),
  acts: each('take', 'change', 'refuse', 'duty', 'broadcast', 'entry', 'reopen', 'several', 'severalNote', 'sure'),
  change: each(
    'title',
    'up',
    'now',
    'value',
    'whom',
    'what',
    'duties',
    'dutiesHint',
    'dutyList',
    'save',
    'look',
    'preview',
    'wait',
    'theirs',
  ),
})

/** Words of the page 通知入库. */
export type NoticePageWords = z.infer<typeof noticePageWords>
