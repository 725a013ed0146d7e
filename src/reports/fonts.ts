import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import type { Weight } from './drawing.ts'

const resolve = createRequire(import.meta.url).resolve

const files: Readonly<Record<Weight, string>> = {
  regular: resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
}

// Each file is 15 MB and is read once, at the first picture; reading it for every picture would cost more than drawing.
const opened: Partial<Record<Weight, Font>> = {}

function open(weight: Weight): Font {
  const font = create(readFileSync(files[weight]))
  if (!('layout' in font)) throw new TypeError(`${files[weight]} is a collection, not one font`)
  return font
}

/** The font of one weight of Noto Serif SC. */
export function fontOf(weight: Weight): Font {
  opened[weight] ??= open(weight)
  return opened[weight]
}

/** The characters of a text that the font has no glyph for (each once); they would be drawn as empty boxes. */
export function lacking(text: string): string[] {
  const font = fontOf('regular')
  return [...new Set(text)].filter(character => !font.hasGlyphForCodePoint(character.codePointAt(0)!))
}
