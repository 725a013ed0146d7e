import type { ConsolePage } from './desk.ts'
import { answers } from './pages/answers/index.ts'
import { audit } from './pages/audit.ts'
import { broadcasts } from './pages/broadcasts/index.ts'
import { calendarPage } from './pages/calendar/index.ts'
import { care } from './pages/care/index.ts'
import { factsPage } from './pages/facts/index.ts'
import { scams } from './pages/scams/index.ts'
import { staff } from './pages/staff/index.ts'
import { today } from './pages/today.ts'
import { todo } from './pages/todo.ts'

/** All pages of the console, in the order in which they are listed. */
export const pages: readonly ConsolePage[] = [
  today,
  todo,
  care,
  scams,
  broadcasts,
  calendarPage,
  answers,
  factsPage,
  audit,
  staff,
]
