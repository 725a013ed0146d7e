import { createHmac } from 'node:crypto'
import type { Secret } from '../../core/secret.ts'
import { isSameSecret } from '../http/same.ts'

/** Who a signed link speaks for, and until when. */
export interface PersonalLink {
  person: string
  name: string
  until: Date
  /** How often the person's links had been taken back when it was made; it is good while that is still so. */
  generation: number
}

/** A token that says who one is: `payload.signature`, both base64url. Whoever has it is that person until it ends. */
export function signPersonalLink(pass: PersonalLink, secret: Secret): string {
  const { person, name, until, generation } = pass
  const payload = Buffer.from(JSON.stringify([person, name, until.getTime(), generation])).toString('base64url')
  return `${payload}.${signature(payload, secret)}`
}

/** The pass in a token, or null when it is forged, damaged or out of date. Whether it was taken back is for the caller to ask. */
export function readPersonalLink(token: string, secret: Secret, now: Date): PersonalLink | null {
  const [payload, signed, ...rest] = token.split('.')
  if (!payload || !signed || rest.length > 0) return null
  if (!isSameSecret(signed, signature(payload, secret))) return null
  // The signature is ours, so the payload is what `signPersonalLink` wrote; before links could be taken back it had no generation.
  const [person, name, until, generation = -1] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
    string,
    string,
    number,
    number?,
  ]
  return until > now.getTime() ? { person, name, until: new Date(until), generation } : null
}

const signature = (payload: string, secret: Secret) =>
  createHmac('sha256', secret.reveal()).update(`web-pass:${payload}`).digest('base64url')
