import { type Shell, withShell } from '../app/shell.ts'
import { contributionRulesOf, deskRulesOf } from '../bot/office.ts'
import type { Handoff, Review } from '../core/desk.ts'
import type { DeskRefusal, DeskRules } from '../office/desk/ground.ts'
import { finish, openHandoffs } from '../office/desk/handoffs.ts'
import { approveReview, openReviews } from '../office/desk/reviews.ts'
import type { Act } from '../office/outcome.ts'
import { actingAs, asHelp, asOption } from './actor.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, doneOf, misuse } from './command.ts'
import { complain, print, printJson, row } from './print.ts'

type Values = Arguments['values']

/** What waits for a counselor: people who asked for one, and contributions to be looked at. */
export const deskCommand: Command = {
  name: 'desk',
  usage: 'desk [done NUMBER | approve NUMBER] [--as NUMBER] [--data DIR] [--json]',
  summary: '请老师跟进的事、等老师看的投稿；办完了标记掉',
  details: [
    '  done NUMBER      这件事跟进完了',
    '  approve NUMBER   这份投稿可以展示',
    asHelp,
    dataHelp,
    '  --json           以 JSON 输出',
  ],
  options: { ...dataOption, ...asOption, json: { type: 'boolean' } },
  run: ({ values, positionals }) =>
    withShell(configFor(values), async shell => {
      const [act, named] = positionals
      if (act === undefined) return list(shell, values)
      if ((act !== 'done' && act !== 'approve') || !named)
        return misuse({
          where: 'desk',
          what: `不认识“${positionals.join(' ')}”`,
          cure: 'farewell desk done H270601-ABCDE',
        })
      const number = named.toUpperCase()
      const came = await (act === 'done'
        ? done(shell, values, finish, { number })
        : approved(shell, values, { number }))
      print(came.says)
      return 0
    }),
}

/** Does an act for whoever `--as` names, or for whoever has the shell; throws why it was refused as a problem. */
async function done<Input, What>(
  shell: Shell,
  values: Values,
  act: Act<DeskRules, Input, What, DeskRefusal>,
  input: Input,
): Promise<What> {
  const actor = await actingAs(shell, values)
  const rules = deskRulesOf(shell.content.knowledge)
  const outcome = await shell.perform(act, { rules, actor, input })
  return doneOf(outcome, { where: 'desk', cure: 'farewell desk 列出全部编号' })
}

/** The same for a contribution that others may see from then on. */
async function approved(shell: Shell, values: Values, input: { number: string }): Promise<{ says: string }> {
  const actor = await actingAs(shell, values)
  const outcome = await shell.perform(approveReview, { rules: contributionRulesOf(shell.content), actor, input })
  return doneOf(outcome, { where: 'desk', cure: 'farewell desk 列出全部编号' })
}

async function list(shell: Shell, values: Values): Promise<number> {
  const { unacknowledged } = await shell.read.cases.tally()
  // Whose they are and what was said is for the entitled alone.
  if (unacknowledged > 0) complain(`还有 ${unacknowledged} 件求助案件没有人确认：farewell cases --crisis --as 工号`)
  const { handoffs } = await done(shell, values, openHandoffs, undefined)
  const { reviews } = await done(shell, values, openReviews, undefined)
  if (values.json) printJson({ handoffs: handoffs.map(dated), reviews: reviews.map(dated) })
  else for (const line of [...handoffLines(handoffs), ...reviewLines(reviews)]) print(line)
  return 0
}

const handoffLines = (handoffs: readonly Handoff[]): string[] => [
  `请老师跟进 ${handoffs.length} 件：`,
  ...handoffs.flatMap(({ number, at, name, topic, urgency, text, how, mayContact }) => [
    row`  ${number}  ${iso(at)}  ${name}  ${topic}  ${urgency}  ${mayContact ? '可以联系' : '先不要联系'} ${how}`,
    row`      ${text}`,
  ]),
]

const reviewLines = (reviews: readonly Review[]): string[] => [
  `等老师看的投稿 ${reviews.length} 份：`,
  ...reviews.flatMap(({ number, at, flow, text, samePictures }) => [
    row`  ${number}  ${iso(at)}  ${flow}`,
    row`      ${text}`,
    ...(samePictures.length > 0 ? [`      同样的图片也在：${samePictures.join('、')}`] : []),
  ]),
]

const iso = (at: number) => new Date(at).toISOString()
const dated = <Row extends { at: number }>(row: Row) => ({ ...row, at: iso(row.at) })
