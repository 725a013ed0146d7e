import { z } from 'zod'
import { sentence } from '../../content/words.ts'
import { definePage } from '../desk.ts'

const words = z.strictObject({ title: sentence(), says: sentence() })

/** 今天: what waits for whoever is signed in, the most urgent first. */
export const today = definePage<z.infer<typeof words>>({
  name: 'today',
  right: 'use-console',
  words,
  show: async (_, say) => ({ title: say.title, main: say.says }),
})
