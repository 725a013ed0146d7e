import type { Delivery } from './delivery.ts'

/**
 * The text of a delivery with a line for each picture and file, for platforms that show none: its name, and its address where people can
 * reach our pages.
 */
export function withAttachmentLines(
  { text, images, files = [] }: Pick<Delivery, 'text' | 'images' | 'files'>,
  publicUrl: string | null,
): string {
  const attached = [...images.map(i => ({ name: i.alt, url: i.url })), ...files]
  const lines = attached.map(({ name, url }) =>
    [name && `【${name}】`, publicUrl === null ? '' : publicUrl + url].join(''),
  )
  return [text, ...lines.filter(line => line !== '')].join('\n')
}
