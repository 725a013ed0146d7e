import { lossFirst } from './case/loss.ts'
import { scamInGroup } from './case/scam.ts'
import { worryBeside } from './case/worry-beside.ts'
import { broadcast } from './chat/broadcasts/index.ts'
import type { Middleware, Watcher } from './context.ts'
import { alarm } from './middleware/alarm.ts'
import { answer } from './middleware/answer.ts'
import { bind } from './middleware/bind.ts'
import { cases } from './middleware/cases.ts'
import { check } from './middleware/check.ts'
import { choice } from './middleware/choice.ts'
import { command } from './middleware/command.ts'
import { courtesy } from './middleware/courtesy.ts'
import { echo } from './middleware/echo.ts'
import { fallback } from './middleware/fallback.ts'
import { flow } from './middleware/flow.ts'
import { guard } from './middleware/guard.ts'
import { handoffs } from './middleware/handoffs.ts'
import { limit } from './middleware/limit.ts'
import { mode } from './middleware/mode.ts'
import { personal } from './middleware/personal.ts'
import { rating } from './middleware/rating.ts'
import { reassured } from './middleware/reassured.ts'
import { reminder } from './middleware/reminder.ts'
import { unreadable } from './middleware/unreadable.ts'
import { worry } from './middleware/worry.ts'

/** The order in which a message is looked at. The first that decides ends the turn; the last always decides. */
export const stack: readonly Middleware[] = [
  alarm,
  reassured,
  cases,
  bind,
  broadcast,
  handoffs,
  reminder,
  flow,
  worry,
  echo,
  limit,
  check,
  unreadable,
  mode,
  guard,
  choice,
  rating,
  command,
  courtesy,
  personal,
  answer,
  fallback,
]

/** What looks at every message beside the stack, group talk that is not for the bot included. */
export const watchers: readonly Watcher[] = [scamInGroup, lossFirst, worryBeside]
