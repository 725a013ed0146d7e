/** A part of a video file. */
export function box(type: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** A whole small video: what it is made for, when and where it was made, and its pictures. */
export function aVideo({
  brand = 'isom',
  place = '',
  made = 0,
  body = Buffer.from('the pictures'),
}: {
  brand?: string
  place?: string
  made?: number
  body?: Uint8Array
} = {}): Buffer {
  const dates = Buffer.alloc(100)
  dates.writeUInt32BE(made, 4)
  const track = box('trak', box('mdia', box('mdhd', dates)))
  const told = place === '' ? [] : [box('udta', box('©xyz', Buffer.from(place)))]
  return Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\0\0${brand}`, 'latin1')),
    box('moov', Buffer.concat([box('mvhd', dates), track, ...told])),
    box('mdat', body),
  ])
}
