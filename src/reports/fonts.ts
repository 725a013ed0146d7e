import { createRequire } from 'node:module'
import type { Weight } from './drawing.ts'

const resolve = createRequire(import.meta.url).resolve

/** The family's name inside its files. */
export const family = 'Noto Serif SC'

/** The files of the two weights, and the number that CSS has for each. */
export const weights: Readonly<Record<Weight, { css: number; file: string }>> = {
  regular: { css: 400, file: resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf') },
  bold: { css: 700, file: resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf') },
}
