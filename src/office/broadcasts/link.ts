import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ClassRef } from '../../core/roster.ts'
import type { Secret } from '../../core/secret.ts'

/** What a signed address opens: one person's confirmation, a class's page of a broadcast, or a report for a member of staff. */
export type BroadcastLink = { broadcast: string; until: number } & (
  | { for: 'person'; number: string }
  | ({ for: 'class' } & ClassRef)
  | { for: 'report'; number: string }
)

/** A token that opens what it names until it ends: `payload.signature`, both base64url. */
export function signBroadcastLink(pass: BroadcastLink, secret: Secret): string {
  const what = pass.for === 'class' ? [pass.college, pass.name] : [pass.number]
  const payload = Buffer.from(JSON.stringify([pass.for, pass.broadcast, pass.until, ...what])).toString('base64url')
  return `${payload}.${signature(payload, secret)}`
}

/** What a token opens; `forged` when it is none of ours, `expired` when its time is over. */
export function readBroadcastLink(token: string, secret: Secret, now: Date): BroadcastLink | 'forged' | 'expired' {
  const [payload, signed, ...rest] = token.split('.')
  if (!payload || !signed || rest.length > 0) return 'forged'
  const [expected, given] = [Buffer.from(signature(payload, secret)), Buffer.from(signed)]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
  // The signature is ours, so the payload is what `signBroadcastLink` wrote.
  const [kind, broadcast, until, one, two] = JSON.parse(Buffer.from(payload, 'base64url').toString())
  if (until <= now.getTime()) return 'expired'
  return kind === 'class'
    ? { for: kind, broadcast, until, college: one, name: two }
    : { for: kind, broadcast, until, number: one }
}

const signature = (payload: string, secret: Secret) =>
  createHmac('sha256', secret.reveal()).update(`broadcast-pass:${payload}`).digest('base64url').slice(0, 32)

/** Where links of this bot begin and what signs them; null where one of the two is not set. */
export interface LinkGround {
  publicUrl: string | null
  secret: Secret | null
}

/** The address of a confirm page, or null where the bot has no address or no secret. */
export function confirmLink(pass: BroadcastLink, { publicUrl, secret }: LinkGround): string | null {
  return publicUrl === null || secret === null ? null : `${publicUrl}/c/${signBroadcastLink(pass, secret)}`
}
