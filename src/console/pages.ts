import type { ConsolePage } from './desk.ts'
import { activitiesPage } from './pages/activities/index.ts'
import { answers } from './pages/answers/index.ts'
import { audit } from './pages/audit.ts'
import { broadcasts } from './pages/broadcasts/index.ts'
import { calendarPage } from './pages/calendar/index.ts'
import { care } from './pages/care/index.ts'
import { careListPage } from './pages/care-list/index.ts'
import { channels } from './pages/channels/index.ts'
import { contributions } from './pages/contributions/index.ts'
import { factsPage } from './pages/facts/index.ts'
import { jobsPage } from './pages/jobs/index.ts'
import { noticePage } from './pages/notice/index.ts'
import { progressPage } from './pages/progress/index.ts'
import { records } from './pages/records/index.ts'
import { reportPage } from './pages/report/index.ts'
import { rosterPage } from './pages/roster/index.ts'
import { scams } from './pages/scams/index.ts'
import { staff } from './pages/staff/index.ts'
import { today } from './pages/today.ts'
import { todo } from './pages/todo/index.ts'
import { tryOut } from './pages/try.ts'

/** All pages of the console, in the order in which they are listed. */
export const pages: readonly ConsolePage[] = [
  today,
  todo,
  care,
  scams,
  broadcasts,
  calendarPage,
  activitiesPage,
  progressPage,
  answers,
  factsPage,
  noticePage,
  rosterPage,
  contributions,
  records,
  reportPage,
  jobsPage,
  careListPage,
  tryOut,
  channels,
  audit,
  staff,
]
