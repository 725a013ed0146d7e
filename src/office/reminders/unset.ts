import type { Caretaker } from '../../core/case.ts'
import type { Saying } from '../../core/delivery.ts'
import { placeholdersIn } from '../../knowledge/entry.ts'
import type { School, SchoolField } from '../../knowledge/school.ts'
import type { Standing } from './standing.ts'

/** The fields that a reminder says and for which the school, as it is for whoever hears it, has no value: it is not said with a hole in it. */
export function unsetIn({ say }: Pick<Standing, 'say'>, { fields }: Pick<School, 'fields'>): SchoolField[] {
  const said = new Set(placeholdersIn(say).flatMap(key => fields.get(key) ?? []))
  return [...said].filter(field => field.value === null && field.counselor === '')
}

/** Who is told of a value that is not set: of those who look after the people without it, the ones with the widest care whom anything reaches. */
export function ownersAmong(caretakers: readonly Caretaker[]): Caretaker[] {
  const reached = caretakers.filter(one => one.homes.length > 0)
  const widest = Math.max(...reached.map(one => one.step))
  return reached.filter(one => one.step === widest)
}

/** A word to somebody of the staff; one with this key leaves once. */
export interface OwnerLetter {
  key: string
  home: Caretaker['homes'][number]
  saying: Saying
}

/** What the owners of the values that a reminder lacks are told, each of them once for each value, however often its times come. */
export function ownerLetters(
  { name }: Pick<Standing, 'name'>,
  fields: readonly SchoolField[],
  { owners, sayingOf }: { owners: readonly Caretaker[]; sayingOf(owner: string, field: SchoolField): Saying },
): OwnerLetter[] {
  return owners.flatMap(({ number, name: owner, homes }) =>
    fields.map(field => ({
      key: `unset:${name}:${field.key}:${number}`,
      home: homes[0]!,
      saying: sayingOf(owner, field),
    })),
  )
}
