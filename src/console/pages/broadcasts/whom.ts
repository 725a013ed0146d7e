import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Unit } from '../../../core/roster.ts'
import type { Choices } from '../../../office/broadcasts/written.ts'
import { unitsText } from '../../../office/people/describe.ts'
import type { Html } from '../../desk.ts'
import { area, field, type Option, radios, select, ticks } from '../../parts/form.ts'
import type { Entered } from './filled.ts'
import type { PageVisit } from './rules.ts'

/** More classes than this are folded away, college by college. */
const mostOpen = 24

/** Whom a broadcast is for: said in a line, or ticked. */
export function whomFields({ visit, say: { writing } }: PageVisit, filled: Entered, choices: Choices): Html {
  const { audience, roles, loan, flow, done, numbers } = filled
  const named = (names: Readonly<Record<string, string>>): Option[] =>
    Object.entries(names).map(([value, label]) => ({ value, label }))
  const flows = [
    { value: '', label: writing.flows.any },
    ...choices.flows.map(f => ({ value: f.name, label: f.title })),
  ]
  return html`<h2>${writing.whom}</h2>
    ${field('audience', writing.said, { value: audience, hint: writing.saidHint, most: 300 })}
    <h3>${writing.ticked}</h3>
    ${unitFields({ visit, writing }, filled, choices)}
    ${radios('roles', writing.roles, { options: named(writing.roleNames), value: roles || 'student' })}
    <div class="row">${select('loan', writing.loan, { options: named(writing.loans), value: loan })}
    ${choices.flows.length > 0 ? html`${select('flow', writing.flow, { options: flows, value: flow })}${select('done', writing.done, { options: named(writing.dones), value: done })}` : ''}</div>
    ${tagFields(writing.tags, filled, choices)}
    ${dormFields(writing.dorms, filled, choices)}
    <details ${numbers === '' ? '' : 'open'}><summary>${writing.numbers}</summary>${area('numbers', writing.numbers, { value: numbers, most: 100_000, rows: 4 })}</details>`
}

type Naming = Pick<PageVisit, 'visit'> & { writing: PageVisit['say']['writing'] }

function unitFields({ visit, writing }: Naming, { units }: Entered, { classes, colleges }: Choices): Html {
  const { scope } = visit.actor
  const words = visit.content.rosterWords.audience
  const option = (unit: Unit, label: string): Option => ({ value: JSON.stringify(unit), label })
  const isWhole = scope.some(part => part.of === 'school')
  const wholes = [
    ...(isWhole
      ? [option({ of: 'school' }, writing.school)]
      : scope.length > 1
        ? [{ value: 'mine', label: fill(writing.whole, { scope: unitsText(scope, words) }) }]
        : []),
    ...colleges.map(college => option({ of: 'college', college }, fill(writing.college, { college }))),
  ]
  const byCollege = [...Map.groupBy(classes, c => c.college)]
  const ofClass = (college: string, name: string) => option({ of: 'class', college, name }, name)
  const isFolded = classes.length > mostOpen
  const chosen = new Set(units)
  const lists = byCollege.map(([college, of]) => {
    const options = of.map(c => ofClass(college, c.name))
    const label = fill(writing.ofCollege, { college })
    const list = ticks('units', label, { options, values: units })
    const isOpen = options.some(o => chosen.has(o.value))
    return isFolded ? html`<details ${isOpen ? 'open' : ''}><summary>${label}</summary>${list}</details>` : list
  })
  return html`${wholes.length > 0 ? ticks('units', writing.units, { options: wholes, values: units }) : ''}${lists}`
}

const tagFields = (label: string, { tags: values }: Entered, { tags }: Choices): Html =>
  tags.length === 0 ? '' : ticks('tags', label, { options: tags.map(tag => ({ value: tag, label: tag })), values })

function dormFields(label: string, { dorms }: Entered, { buildings }: Choices): Html {
  if (buildings.length === 0) return ''
  // A building that the list writes in several ways is one box with all of them.
  const options = buildings.map(b => ({ value: b.begins.join('\n'), label: b.name }))
  const isOpen = dorms.length > 0
  const values = options.filter(o => o.value.split('\n').some(begin => dorms.includes(begin))).map(o => o.value)
  return html`<details ${isOpen ? 'open' : ''}><summary>${label}</summary>${ticks('dorms', label, { options, values })}</details>`
}
