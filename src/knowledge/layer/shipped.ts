import type { SourceText } from '../../content/yaml.ts'
import type { Layer } from '../../core/content/item.ts'
import type { Problem } from '../../core/errors.ts'
import type { English } from '../english/load.ts'
import type { Entry } from '../entry.ts'
import type { Wordings } from '../wordings.ts'

/** What the files of `knowledge/` say where the school's own content may be laid over it; checked, and plain data. */
export interface Shipped {
  entries: readonly Entry[]
  school: SourceText
  wordings: SourceText
  english: English | null
  /** How people ask in English; left out where nothing is said in English. */
  englishWordings: Wordings | undefined
}

/** The school's own content over what is shipped: what of it holds, and what was left out because something is wrong with it. */
export interface Laid {
  items: Layer
  leftOut: readonly Problem[]
}

/** Nothing of the school's own. */
export const nothingLaid: Laid = { items: [], leftOut: [] }
