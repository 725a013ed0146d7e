import { createHmac } from 'node:crypto'
import type { Secret } from '../../core/secret.ts'
import { isSameSecret } from '../http/same.ts'

/** The part of a one-time link after `/go/`: its id and our signature under it. */
export function signOneTimeLink(id: string, secret: Secret): string {
  return `${id}.${signature(id, secret)}`
}

/** The id in a one-time link, or null when we did not make it. */
export function readOneTimeLink(token: string, secret: Secret): string | null {
  const [id = '', given = ''] = token.split('.')
  return isSameSecret(given, signature(id, secret)) ? id : null
}

const signature = (id: string, secret: Secret) =>
  createHmac('sha256', secret.reveal()).update(`one-time:${id}`).digest('base64url')
