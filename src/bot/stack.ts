import type { Middleware } from './context.ts'
import { alarm } from './middleware/alarm.ts'
import { answer } from './middleware/answer.ts'
import { choice } from './middleware/choice.ts'
import { command } from './middleware/command.ts'
import { courtesy } from './middleware/courtesy.ts'
import { fallback } from './middleware/fallback.ts'
import { flow } from './middleware/flow.ts'
import { limit } from './middleware/limit.ts'
import { mode } from './middleware/mode.ts'
import { rating } from './middleware/rating.ts'
import { reminder } from './middleware/reminder.ts'
import { unreadable } from './middleware/unreadable.ts'

/** The order in which a message is looked at. The first that decides ends the turn; the last always decides. */
export const stack: readonly Middleware[] = [
  alarm,
  reminder,
  flow,
  limit,
  unreadable,
  mode,
  choice,
  rating,
  command,
  courtesy,
  answer,
  fallback,
]
