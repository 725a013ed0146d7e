import { expect, test } from 'vitest'
import { readsIn } from '../../src/store/reads.ts'
import { openDesk } from '../support/desk.ts'
import { aPerson, openOffice } from '../support/office.ts'

const names = ['10班', '2班', '1班']
const people = [
  ...names.map((className, n) => aPerson(`s${n}`, { className, name: `${className}同学` })),
  aPerson('k1', { role: 'college', className: '', scope: [{ of: 'college', college: '示例学院' }] }),
]

test('classes, their people and their groups stand in the order of their numbers, the second before the tenth', async () => {
  const office = await openOffice({ people })
  for (const name of names) await office.hear('s0', '大家好', { room: `示例${name}群` })
  const { roster, groups } = readsIn(office.database.db, office.clock.now())
  expect((await roster.classes([{ of: 'school' }])).map(c => c.name)).toEqual(['1班', '2班', '10班'])
  expect((await groups.all()).map(g => g.chat.title)).toEqual(['示例1班群', '示例2班群', '示例10班群'])
  const { text } = await (await openDesk(office).as('k1')).get('/desk/roster')
  expect(text).toMatch(/1班同学.*2班同学.*10班同学/)
})
