import type { ConsolePage } from './desk.ts'
import { contributions } from './pages/contributions/index.ts'
import { records } from './pages/records/index.ts'
import { today } from './pages/today.ts'
import { todo } from './pages/todo/index.ts'

/** All pages of the console, in the order in which they are listed. */
export const pages: readonly ConsolePage[] = [today, todo, contributions, records]
