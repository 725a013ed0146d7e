import type { Kysely } from 'kysely'
import type { PeopleEffect } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'
import { saveCode } from './codes.ts'
import { endConsole } from './console.ts'
import { saveGroup, settle } from './groups.ts'
import { endLinks, recordLink } from './links.ts'
import { putPeople, removePeople } from './roster.ts'

/** Saves what staff changed in who is who, within the transaction of the act. `at` is epoch milliseconds. */
export async function savePeopleEffect(db: Kysely<Tables>, effect: PeopleEffect, at: number): Promise<void> {
  switch (effect.do) {
    case 'issue-code':
      return saveCode(db, effect)
    case 'bind-group':
      return saveGroup(db, effect, at)
    case 'settle-group':
      return settle(db, effect, at)
    case 'import-roster':
      await putPeople(db, effect.people, new Date(at))
      return removePeople(db, effect.gone)
    case 'issue-link':
      return recordLink(db, effect, at)
    case 'revoke-link':
      await endConsole(db, effect.number)
      return endLinks(db, effect.number, at)
  }
}
