import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { platforms } from '../../src/channels/all.ts'
import { folders } from '../../src/core/folders.ts'
import { png } from '../support/picture.ts'
import { startWeb } from '../support/web.ts'

/** The database with its log, and the hold on the folder. */
const own = /^farewell\.(db|db-wal|db-shm|lock|lock-journal)$/

test('a running bot keeps nothing in its data folder that does not say what it holds of people', async () => {
  const web = await startWeb()
  await web.post('/api/pictures', png([]), 'image/png')
  const undeclared = readdirSync(web.data).filter(
    name => !own.test(name) && !(name in folders) && !platforms.some(p => p.name === name && p.folder),
  )
  expect(undeclared).toEqual([])
})
