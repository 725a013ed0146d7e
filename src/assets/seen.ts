import type { Assets } from '../core/asset.ts'
import type { Picture, Update } from '../core/update.ts'
import type { Inspector } from './inspect.ts'

/** What pictures are looked up and read with. */
export interface Looking {
  read: Assets['read']
  inspector: Pick<Inspector, 'inspect'>
}

/** The most pictures of one message, and of what it quotes, that are looked at. */
const most = 3

/**
 * An update whose pictures say what QR codes in them hold. Those that `keep` has seen (they carry a hash) are as they are; others are
 * looked up by their address. Never throws, and takes no longer than the reader's limit for each picture.
 */
export async function withCodes(update: Update, parts: Looking): Promise<Update> {
  const { images, quotedImages = [] } = update.message
  if ([...images, ...quotedImages].every(isSeen)) return update
  const seen = (pictures: readonly Picture[]) =>
    Promise.all(pictures.map((image, n) => (n < most ? look(image, parts) : image)))
  const [own, quoted] = await Promise.all([seen(images), seen(quotedImages)])
  const message = { ...update.message, images: own, ...(quoted.length > 0 ? { quotedImages: quoted } : {}) }
  return { ...update, message }
}

const isSeen = ({ hash, code }: Picture) => hash !== undefined || code !== undefined

async function look(image: Picture, { read, inspector }: Looking): Promise<Picture> {
  if (isSeen(image)) return image
  const asset = await read(image.url).catch(() => null) // an address that cannot be read is one without a code
  const found = asset?.type.startsWith('image/') ? await inspector.inspect(asset.bytes) : null
  return found === null || typeof found === 'string' || found.code === null ? image : { ...image, code: found.code }
}
