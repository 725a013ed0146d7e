import { activitiesAsked } from './chat/activities/index.ts'
import { broadcast } from './chat/broadcasts/index.ts'
import { cases } from './chat/cases/index.ts'
import { consoleDoor } from './chat/console.ts'
import { handoffs } from './chat/desk.ts'
import { guide } from './chat/guide.ts'
import { jobs } from './chat/jobs/index.ts'
import { leave } from './chat/leave.ts'
import { progressAsked } from './chat/progress/index.ts'
import { recordsAsked } from './chat/records/index.ts'
import { reminder } from './chat/reminders/index.ts'
import { todayList } from './chat/today.ts'
import type { Middleware, Watcher } from './context.ts'
import { alarm } from './middleware/alarm.ts'
import { answer } from './middleware/answer.ts'
import { awaited } from './middleware/awaited.ts'
import { bind } from './middleware/bind.ts'

import { check } from './middleware/check.ts'
import { choice } from './middleware/choice.ts'
import { command } from './middleware/command.ts'
import { courtesy } from './middleware/courtesy.ts'
import { echo } from './middleware/echo.ts'
import { fallback } from './middleware/fallback.ts'
import { flow } from './middleware/flow.ts'
import { guard } from './middleware/guard.ts'
import { informing } from './middleware/informing.ts'
import { limit } from './middleware/limit.ts'
import { mode } from './middleware/mode.ts'
import { more } from './middleware/more.ts'
import { personal } from './middleware/personal.ts'
import { rating } from './middleware/rating.ts'
import { reassured } from './middleware/reassured.ts'
import { story } from './middleware/story.ts'
import { unreadable } from './middleware/unreadable.ts'
import { weeklyCard } from './middleware/weekly-card.ts'
import { worry } from './middleware/worry.ts'
import { consentToModel } from './model/consent.ts'
import { lossFirst } from './safety/loss.ts'
import { scamInGroup } from './safety/scam.ts'
import { worryBeside } from './safety/worry-beside.ts'

/** The order in which a message is looked at. The first that decides ends the turn; the last always decides. */
export const stack: readonly Middleware[] = [
  alarm,
  reassured,
  cases,
  bind,
  consentToModel,
  consoleDoor,
  leave,
  broadcast,
  progressAsked,
  recordsAsked,
  handoffs,
  todayList,
  reminder,
  flow,
  worry,
  echo,
  limit,
  check,
  unreadable,
  mode,
  guard,
  weeklyCard,
  activitiesAsked,
  choice,
  more,
  story,
  rating,
  awaited,
  command,
  courtesy,
  guide,
  jobs,
  informing,
  personal,
  answer,
  fallback,
]

/** What looks at every message beside the stack, group talk that is not for the bot included. */
export const watchers: readonly Watcher[] = [scamInGroup, lossFirst, worryBeside]
