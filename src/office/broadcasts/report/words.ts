import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** What stands in the report of a broadcast. */
export const reportSchema = z.strictObject({
  byClass: sentence(),
  byPerson: sentence(),
  about: sentence(),
  unreached: sentence(),
  columns: each(
    'college',
    'class',
    'number',
    'name',
    'people',
    'confirmed',
    'late',
    'open',
    'queued',
    'unreachable',
    'failed',
    'uncertain',
    'claimed',
    'percent',
    'state',
    'reason',
    'sentAt',
    'confirmedAt',
    'confirmedBy',
    'claimedAt',
  ),
  total: sentence(),
  personStates: each('queued', 'unreachable', 'failed', 'uncertain', 'sent', 'unconfirmed', 'late', 'confirmed'),
  ways: each('private', 'group', 'link'),
  facts: each('number', 'template', 'level', 'sender', 'audience', 'sentAt', 'closesAt', 'state', 'text', 'note'),
  note: sentence(),
})
