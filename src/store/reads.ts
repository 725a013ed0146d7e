import type { Kysely } from 'kysely'
import type { Reads } from '../core/reads.ts'
import { activityReads } from './activities/reads.ts'
import { auditReads } from './audit.ts'
import { broadcastReads } from './broadcasts/reads.ts'
import { queueReads } from './broadcasts/uncertain.ts'
import { cardReads } from './cards/cards.ts'
import { careListReads } from './care/list.ts'
import { caseReads } from './cases/reads.ts'
import { noticeReads } from './content/notices.ts'
import { contentReads } from './content/versions.ts'
import { deskReads } from './desk.ts'
import { postingReads } from './jobs/postings.ts'
import { seekerReads } from './jobs/seekers.ts'
import { wishReads } from './jobs/wishes.ts'
import { ledgerReads } from './ledger/ledger.ts'
import { consoleReads } from './people/console.ts'
import { rosterReads } from './people/reads.ts'
import { servingReads } from './people/serving.ts'
import { staffReads } from './people/staff.ts'
import { progressReads } from './progress/reads.ts'
import { reminderReads } from './reminders/reads.ts'
import type { Tables } from './schema.ts'

/** What a turn may read, within its own transaction; `now` says which links still lead somewhere. */
export function readsIn(db: Kysely<Tables>, now: Date): Reads {
  const at = now.getTime()
  return {
    roster: rosterReads(db, at),
    groups: servingReads(db),
    reminders: reminderReads(db),
    broadcasts: broadcastReads(db, at),
    cases: caseReads(db, at),
    cards: cardReads(db),
    desk: deskReads(db, at),
    console: consoleReads(db, at),
    progress: progressReads(db, at),
    content: contentReads(db),
    notices: noticeReads(db),
    audit: auditReads(db),
    staff: staffReads(db, at),
    queue: queueReads(db),
    ledger: ledgerReads(db),
    activities: activityReads(db),
    jobs: { ...postingReads(db), ...wishReads(db), ...seekerReads(db) },
    careList: careListReads(db),
  }
}
