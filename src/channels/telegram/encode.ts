import type { InlineKeyboardButton, MessageEntity } from 'telegraf/types'
import type { Asset, Assets } from '../../core/asset.ts'
import type { Choice, Delivery } from '../../core/delivery.ts'
import { splitText } from '../../core/text/split.ts'

/** Buttons, row by row. */
export type Keyboard = InlineKeyboardButton.CallbackButton[][]

/** One message of a delivery; the last carries its buttons. */
export type TelegramPart =
  | { kind: 'text'; text: string; entities: MessageEntity[]; keyboard: Keyboard }
  | { kind: 'photo'; photo: Asset; text: string; entities: MessageEntity[]; keyboard: Keyboard }
  | { kind: 'album'; photos: Asset[] }
  | { kind: 'file'; file: Asset; text: string; entities: MessageEntity[]; keyboard: Keyboard }

/** Somebody to be named before a text. */
export interface Addressee {
  id: number
  name: string
}

/** The longest text of a message and the longest line below a picture, in UTF-16 units. */
export const longestTelegramText = 4096
export const longestCaption = 1024
const largestAlbum = 10
/** The most bytes that a button can send back. */
const largestData = 64

const units = (limit: number) => ({ limit, measure: (text: string) => text.length })

/**
 * A delivery as the messages that show it, in order: pictures, text, files. The text is never read as markup. A picture that cannot be read any
 * more is left out.
 */
export async function encode(
  delivery: Delivery,
  { assets, addressee, rating }: { assets: Assets; addressee: Addressee | null; rating: readonly string[] },
): Promise<TelegramPart[]> {
  const pictures = await readAll(delivery.images, assets)
  const files = await readAll(delivery.files ?? [], assets)
  const { keyboard, tooLong } = keyboardOf(delivery.choices, delivery.rateable ? rating : [])
  const name = addressee ? `${addressee.name} ` : ''
  const whole = [name + delivery.text, ...tooLong].join('\n')
  const entities = addressee ? [naming(addressee)] : []
  const photos = pictures.filter(p => p.type !== 'image/gif') // a GIF shown as a photo stands still
  const documents = [...pictures.filter(p => p.type === 'image/gif'), ...files]
  const hasText = delivery.text + tooLong.join('') !== ''
  // One picture or file with few words is one message: nothing can be cut off between the two.
  const isCaption = photos.length + documents.length === 1 && whole.length <= longestCaption
  const below = isCaption && hasText ? { text: whole, entities } : nothing
  const texts = isCaption || !hasText ? [] : splitText(whole, units(longestTelegramText))
  const parts: TelegramPart[] = [
    ...inAlbums(photos, below),
    ...texts.map((text, n): TelegramPart => ({ kind: 'text', text, entities: n === 0 ? entities : [], keyboard: [] })),
    ...documents.map((file): TelegramPart => ({ kind: 'file', file, ...below, keyboard: [] })),
  ]
  return withKeyboard(parts, keyboard)
}

async function readAll(sources: readonly { url: string; name?: string }[], assets: Assets): Promise<Asset[]> {
  const found = await Promise.all(sources.map(async ({ url, name }) => ({ asset: await assets.read(url), name })))
  return found.flatMap(({ asset, name }) => (asset ? [{ ...asset, name: name ?? asset.name }] : []))
}

const naming = ({ id, name }: Addressee): MessageEntity => ({
  type: 'text_mention',
  offset: 0,
  length: name.length,
  user: { id, is_bot: false, first_name: name },
})

/** What stands below a picture or file. */
type Below = Pick<Extract<TelegramPart, { kind: 'file' }>, 'text' | 'entities'>
const nothing: Below = { text: '', entities: [] }

/** Albums of at most ten; a single picture is no album, and has words below it. */
function inAlbums(photos: readonly Asset[], below: Below): TelegramPart[] {
  const parts: TelegramPart[] = []
  for (let n = 0; n < photos.length; n += largestAlbum) {
    const some = photos.slice(n, n + largestAlbum)
    if (some.length > 1) parts.push({ kind: 'album', photos: some })
    else parts.push({ kind: 'photo', photo: some[0]!, ...below, keyboard: [] })
  }
  return parts
}

/** Puts the buttons below the last message; an album cannot have any, so its last picture leaves it. */
function withKeyboard(parts: TelegramPart[], keyboard: Keyboard): TelegramPart[] {
  const last = parts.at(-1)
  if (!last || keyboard.length === 0) return parts
  if (last.kind !== 'album') return [...parts.slice(0, -1), { ...last, keyboard }]
  const photo = last.photos.at(-1)!
  return [
    ...parts.slice(0, -1),
    ...inAlbums(last.photos.slice(0, -1), nothing),
    { kind: 'photo', photo, ...nothing, keyboard },
  ]
}

/** Buttons as a phone shows them without cutting their words: short ones side by side. What no button can send back is left to be typed. */
function keyboardOf(choices: readonly Choice[], rating: readonly string[]): { keyboard: Keyboard; tooLong: string[] } {
  const fits = ({ value }: Choice) => Buffer.byteLength(value) <= largestData
  const rows: Keyboard = []
  let room = 0
  for (const { value, label } of choices.filter(fits)) {
    const share = shareOf(label)
    if (share > room) {
      rows.push([])
      room = 1
    }
    rows.at(-1)!.push({ text: label, callback_data: value })
    room -= share
  }
  if (rating.length > 0) rows.push(rating.map(word => ({ text: word, callback_data: word })))
  return { keyboard: rows, tooLong: choices.filter(c => !fits(c)).map(c => c.value) }
}

/** The part of a row that a label needs; a Chinese character is as wide as two letters. */
function shareOf(label: string): number {
  const width = Array.from(label).reduce(
    (sum, c) => sum + (/[\u2e80-\uffef]|\p{Extended_Pictographic}/u.test(c) ? 2 : 1),
    0,
  )
  if (width <= 8) return 1 / 3
  return width <= 16 ? 1 / 2 : 1
}
