import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import type { Weight } from './drawing.ts'

const resolve = createRequire(import.meta.url).resolve

const files: Readonly<Record<Weight, string>> = {
  regular: resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
}

interface Opened {
  bytes: Buffer
  font: Font
}

// Each file is 15 MB and is read once, at the first picture; reading it for every picture would cost more than drawing.
const opened: Partial<Record<Weight, Opened>> = {}

function open(weight: Weight): Opened {
  const bytes = readFileSync(files[weight])
  const font = create(bytes)
  if (!('layout' in font)) throw new TypeError(`${files[weight]} is a collection, not one font`)
  return { bytes, font }
}

/** The font of one weight of Noto Serif SC. */
export function fontOf(weight: Weight): Font {
  return openedFont(weight).font
}

/** The same font as the content of its file. */
export function fontFileOf(weight: Weight): Uint8Array {
  return openedFont(weight).bytes
}

function openedFont(weight: Weight): Opened {
  opened[weight] ??= open(weight)
  return opened[weight]
}

/** The characters of a text that the font has no glyph for (each once); they would be drawn as empty boxes. */
export function lacking(text: string): string[] {
  const font = fontOf('regular')
  return [...new Set(text)].filter(character => !font.hasGlyphForCodePoint(character.codePointAt(0)!))
}
