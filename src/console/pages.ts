import type { ConsolePage } from './desk.ts'
import { broadcasts } from './pages/broadcasts/index.ts'
import { today } from './pages/today.ts'
import { todo } from './pages/todo.ts'

/** All pages of the console, in the order in which they are listed. */
export const pages: readonly ConsolePage[] = [today, todo, broadcasts]
