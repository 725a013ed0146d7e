import { createHmac } from 'node:crypto'
import type { Secret } from '../../core/secret.ts'
import { isSame } from '../http/same.ts'

/** Who a signed link speaks for, and until when. */
export interface Pass {
  person: string
  name: string
  until: Date
}

/** A token that says who one is: `payload.signature`, both base64url. Whoever has it is that person until it ends. */
export function signPass(pass: Pass, secret: Secret): string {
  const payload = Buffer.from(JSON.stringify([pass.person, pass.name, pass.until.getTime()])).toString('base64url')
  return `${payload}.${signature(payload, secret)}`
}

/** The pass in a token, or null when it is forged, damaged or out of date. */
export function readPass(token: string, secret: Secret, now: Date): Pass | null {
  const [payload, signed, ...rest] = token.split('.')
  if (!payload || !signed || rest.length > 0) return null
  if (!isSame(signed, signature(payload, secret))) return null
  // The signature is ours, so the payload is what `signPass` wrote.
  const [person, name, until] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, string, number]
  return until > now.getTime() ? { person, name, until: new Date(until) } : null
}

const signature = (payload: string, secret: Secret) =>
  createHmac('sha256', secret.reveal()).update(`web-pass:${payload}`).digest('base64url')
