/** The kinds of pictures that a Word document shows everywhere. */
export type ShownKind = 'png' | 'jpg' | 'gif'

/** The kind and the sides of a picture in pixels, from its bytes; null for what a Word document does not show, or whose sides cannot be read. */
export function sizeOf(bytes: Uint8Array): { kind: ShownKind; width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 24) return null
  if (view.getUint32(0) === 0x89504e47) return sides('png', view.getUint32(16), view.getUint32(20))
  if (view.getUint32(0) === 0x47494638) return sides('gif', view.getUint16(6, true), view.getUint16(8, true))
  return view.getUint16(0) === 0xffd8 ? sizeOfJpeg(view) : null
}

const sides = (kind: ShownKind, width: number, height: number) =>
  width > 0 && height > 0 ? { kind, width, height } : null

/** A JPEG says its sides in the segment that begins a frame. */
function sizeOfJpeg(view: DataView): ReturnType<typeof sizeOf> {
  for (let at = 2; at + 9 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    if (marker < 0xffc0 || marker > 0xfffe) return null
    // C4, C8 and CC are tables, not frames.
    const isFrame = marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (isFrame) return sides('jpg', view.getUint16(at + 7), view.getUint16(at + 5))
  }
  return null
}
