import type { ConsolePage } from './desk.ts'
import { audit } from './pages/audit.ts'
import { channels } from './pages/channels/index.ts'
import { staff } from './pages/staff/index.ts'
import { today } from './pages/today.ts'
import { todo } from './pages/todo.ts'
import { tryOut } from './pages/try.ts'

/** All pages of the console, in the order in which they are listed. */
export const pages: readonly ConsolePage[] = [today, todo, tryOut, channels, audit, staff]
