import type { Kysely } from 'kysely'
import type { Ids } from '../core/clock.ts'
import type { Effect, OfficeEffect } from '../core/turn.ts'
import type { CareListEffect } from '../core/work/care.ts'
import { saveActivity } from './activities/effects.ts'
import { saveBroadcastEffect } from './broadcasts/effects.ts'
import { saveSettled } from './broadcasts/uncertain.ts'
import { saveCareEffect } from './care/list.ts'
import { saveCaseWork } from './cases/work.ts'
import { saveListEffect } from './content/lists.ts'
import { saveNoticeEffect } from './content/notices.ts'
import { saveTold } from './content/told.ts'
import { saveContentEffect } from './content/versions.ts'
import { saveDeskEffect } from './desk.ts'
import { savePosting } from './jobs/postings.ts'
import { saveLedgerEffect } from './ledger/ledger.ts'
import { saveConsoleEffect } from './people/console.ts'
import { savePeopleEffect } from './people/effects.ts'
import { saveServing } from './people/serving.ts'
import { saveStaffEffect } from './people/staff.ts'
import { saveReminded } from './progress/reminded.ts'
import { saveReminderChange } from './reminders/changes.ts'
import type { Tables } from './schema.ts'

/** When an act of the staff is (epoch milliseconds), and where its rows get ids from. */
interface OfficeSaving {
  ids: Ids
  at: number
}

/** How one kind of effect is saved. */
type Save<D extends OfficeEffect['do']> = (
  db: Kysely<Tables>,
  effect: Extract<OfficeEffect, { do: D }>,
  saving: OfficeSaving,
) => Promise<void>

const toCareList = (db: Kysely<Tables>, effect: CareListEffect, { at }: OfficeSaving) => saveCareEffect(db, effect, at)

/** Every kind of effect of an act, and who saves it. */
const savers: { [D in OfficeEffect['do']]: Save<D> } = {
  'save-broadcast': saveBroadcastEffect,
  'approve-broadcast': saveBroadcastEffect,
  'unapprove-broadcast': saveBroadcastEffect,
  'end-broadcast': saveBroadcastEffect,
  'recall-broadcast': saveBroadcastEffect,
  'resend-broadcast': saveBroadcastEffect,
  'confirm-broadcast': saveBroadcastEffect,
  'claim-broadcast': saveBroadcastEffect,
  'write-to': saveBroadcastEffect,
  'put-posting': savePosting,
  'release-posting': savePosting,
  'return-posting': savePosting,
  'end-posting': savePosting,
  'set-posting': savePosting,
  'open-care': toCareList,
  'add-care-talk': toCareList,
  'drop-care-talk': toCareList,
  'set-care-next': toCareList,
  'set-care-reasons': toCareList,
  'close-care': toCareList,
  'reopen-care': toCareList,
  'drop-care': toCareList,
  'mark-scam': saveCaseWork,
  'acknowledge-crisis': saveCaseWork,
  'mark-crisis': saveCaseWork,
  'pass-crisis': saveCaseWork,
  'take-back-crisis': saveCaseWork,
  'tell-new': saveTold,
  'save-content': (db, effect, { at }) => saveContentEffect(db, effect, at),
  'end-questions': (db, effect, { at }) => saveContentEffect(db, effect, at),
  'reopen-questions': (db, effect, { at }) => saveContentEffect(db, effect, at),
  'save-question-list': (db, effect, { at }) => saveListEffect(db, effect, at),
  'use-question-list': (db, effect, { at }) => saveListEffect(db, effect, at),
  'drop-question-list': (db, effect, { at }) => saveListEffect(db, effect, at),
  'keep-notice': (db, effect, { at }) => saveNoticeEffect(db, effect, at),
  'drop-notice': (db, effect, { at }) => saveNoticeEffect(db, effect, at),
  'settle-proposals': (db, effect, { at }) => saveNoticeEffect(db, effect, at),
  'take-handoff': saveDeskEffect,
  'answer-handoff': saveDeskEffect,
  'add-to-handoff': saveDeskEffect,
  'ask-progress': saveDeskEffect,
  'finish-handoff': saveDeskEffect,
  'reopen-handoff': saveDeskEffect,
  'put-handoff': saveDeskEffect,
  'approve-submission': saveDeskEffect,
  'review-submission': saveDeskEffect,
  'put-submission': saveDeskEffect,
  'return-submission': saveDeskEffect,
  pick: saveDeskEffect,
  unpick: saveDeskEffect,
  'follow-up': saveDeskEffect,
  'serve-group': saveServing,
  'issue-code': (db, effect, { at }) => savePeopleEffect(db, effect, at),
  'bind-group': (db, effect, { at }) => savePeopleEffect(db, effect, at),
  'settle-group': (db, effect, { at }) => savePeopleEffect(db, effect, at),
  'import-roster': (db, effect, { at }) => savePeopleEffect(db, effect, at),
  'issue-link': (db, effect, { at }) => savePeopleEffect(db, effect, at),
  'revoke-link': (db, effect, { at }) => savePeopleEffect(db, effect, at),
  'make-console-link': (db, effect, { at }) => saveConsoleEffect(db, effect, at),
  'open-console-session': (db, effect, { at }) => saveConsoleEffect(db, effect, at),
  'see-console-session': (db, effect, { at }) => saveConsoleEffect(db, effect, at),
  'end-console-session': (db, effect, { at }) => saveConsoleEffect(db, effect, at),
  'settle-uncertain': (db, effect, { at }) => saveSettled(db, effect, at),
  'set-stand-in': saveStaffEffect,
  'change-reminder': saveReminderChange,
  'unchange-reminder': saveReminderChange,
  'remind-left': saveReminded,
  'add-duty-note': saveLedgerEffect,
  'hide-duty-note': saveLedgerEffect,
  'drop-duty-note': saveLedgerEffect,
  'choose-report-picture': saveLedgerEffect,
  'leave-report-picture': saveLedgerEffect,
  'save-activity': saveActivity,
}

/** Whether an effect is one of an act, so that it is saved without a message too. */
export const isOfficeEffect = (effect: Effect): effect is OfficeEffect => effect.do in savers

/** Saves what an act of the staff changes, within the transaction of the act; it belongs to no message. */
export function saveOfficeEffect(db: Kysely<Tables>, effect: OfficeEffect, saving: OfficeSaving): Promise<void> {
  const save = savers[effect.do] as Save<OfficeEffect['do']>
  return save(db, effect, saving)
}
