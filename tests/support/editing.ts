import { withOwnContent } from '../../src/bot/content.ts'
import { editingRulesOf } from '../../src/bot/editing.ts'
import type { Identity } from '../../src/core/roster.ts'
import type { EditingRules } from '../../src/office/content/ground.ts'
import type { Act } from '../../src/office/outcome.ts'
import { layerIn } from '../../src/store/content/versions.ts'
import { perform } from '../../src/store/perform.ts'
import { readsIn } from '../../src/store/reads.ts'
import { type OfficeOptions, openOffice } from './office.ts'

/** A text of an entry with a heading of its own and nothing faulty. */
export const anEntry = (
  id: string,
  { title = '健身房毕业后还能用吗', short = '用到离校那天。', asks = '' } = {},
): string =>
  `## ${title}

\`\`\`yaml
id: ${id}
asks:
  - 毕业以后能去健身房吗
  - 健身房离校了还让进吗
  - 校内健身房校友能用吗
  - 健身卡毕业退不退
  - 健身房哪天不让进${asks}
sources:
  - { doc: 体育部通知, date: "2026-05-20" }
scope: 校
certainty: A
review_by: 2027-05-01
\`\`\`

### 群里

${short}

### 私聊

${short}到体育部退卡。`

/** An office in which staff change answers and facts; what was saved is in force at once, as in a running bot. */
export async function openEditing(options: OfficeOptions = {}) {
  const office = await openOffice(options)
  const { database, clock } = office
  let content = office.content
  let drawn = 5000
  const force = async () => {
    content = withOwnContent(content, await layerIn(database.db)) as typeof content
    office.reload(content)
  }
  database.followContent(force)
  return {
    office,
    force,
    content: () => content,
    /** Does an act for somebody on the roster, or for whoever has the shell (null). */
    async act<Input, What, Why>(
      act: Act<EditingRules, Input, What, Why>,
      number: string | null,
      input: Input,
    ): Promise<{ done?: What; refused?: Why }> {
      const now = clock.now()
      const actor = await identityOf(readsIn(database.db, now).roster, number)
      const ids = { next: () => `edit-${++drawn}` }
      const deed = { by: `n:${number}`, through: 'test', at: now.getTime() }
      return perform(database, { act, rules: editingRulesOf(content), actor, input, deed, ids })
    },
    /** What the audit log holds of changes: act and detail. */
    async audit(): Promise<string[]> {
      const rows = await database.db.selectFrom('audit').select(['act', 'detail']).orderBy('seq').execute()
      return rows.map(({ act, detail }) => `${act} ${detail}`)
    },
  }
}

async function identityOf(roster: ReturnType<typeof readsIn>['roster'], number: string | null): Promise<Identity> {
  if (number === null) return { number, name: '', role: 'school', home: null, scope: [{ of: 'school' }] }
  const { name, role, scope } = (await roster.person(number))!
  return { number, name, role, home: null, scope }
}
