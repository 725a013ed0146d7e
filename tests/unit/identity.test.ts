import { expect, test } from 'vitest'
import { makeDecide } from '../../src/bot/turn.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeTurns } from '../../src/store/turns.ts'
import { aFlow } from '../support/flow.ts'
import { tempFolder } from '../support/folder.ts'
import { aPerson, openOffice } from '../support/office.ts'
import { deciding } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

const note = aFlow(
  'note',
  `
title: 离校留言
starts: [写留言]
steps:
  - { id: name, type: text, ask: 署名？ }
  - { id: place, type: text, ask: 哪里？ }
  - { id: end, type: end, say: "再见 {name} {place}。" }
`,
)

test('someone whom the channel vouches for is known by the roster', async () => {
  const office = await openOffice({ people: [aPerson('s1')] })
  const seen: unknown[] = []
  const update = anUpdate({ from: 's1' })
  update.person.number = 's1'
  await office.turns.run(update, turn => {
    seen.push(turn.who)
    return deciding([])(turn)
  })
  expect(seen).toEqual([
    { number: 's1', name: '示例s1', role: 'student', home: { college: '示例学院', name: '一班' }, scope: [] },
  ])
})

test('a number that is not on the roster makes nobody known', async () => {
  const office = await openOffice({ people: [] })
  const update = anUpdate({ from: 's9' })
  update.person.number = 's9'
  await office.turns.run(update, turn => {
    expect(turn.who.number).toBeNull()
    return deciding([])(turn)
  })
})

test('what was begun before binding goes on after it, on the other platform too', async () => {
  const office = await openOffice({ people: [aPerson('s1')], flows: [note] })
  const decide = makeDecide(() => office.content)
  await office.turns.run(anUpdate({ from: 'before', text: '写留言' }), decide)
  await office.turns.run(anUpdate({ from: 'before' }), deciding([{ do: 'bind', number: 's1' }]))
  expect(await office.say('s1', '继续')).toContain('署名？')
})

test('the audit log can be written and not changed', async () => {
  const database = await openDatabase(tempFolder())
  const turns = makeTurns(database, { clock: { now: () => new Date(0) }, ids: { next: () => '1' } })
  await turns.run(anUpdate({}), deciding([{ do: 'audit', act: 'set-group-mode', detail: '' }]))
  await expect(database.db.deleteFrom('audit').execute()).rejects.toThrow('only grows')
  await expect(database.db.updateTable('audit').set({ act: '' }).execute()).rejects.toThrow('only grows')
  await database.close()
})
