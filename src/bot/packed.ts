import { type Kept, keyOf } from '../content/kept.ts'
import { makeFlows } from '../flows/library.ts'
import type { Flow } from '../flows/schema.ts'
import type { Knowledge } from '../knowledge/load.ts'
import type { IndexData } from '../knowledge/search/indexing.ts'
import { SearchIndex } from '../knowledge/search/search.ts'
import { TermReader } from '../knowledge/terms.ts'
import { openUnderstanding, type UnderstandingData } from '../knowledge/understanding/model.ts'
import { openSafety, type SafetyData, safetyData } from '../safety/lists.ts'
import { makeCalendar, type OwnDays } from '../time/workdays.ts'
import { type Content, type ContentPlaces, loadContent } from './content.ts'

type Compiled = 'knowledge' | 'flows' | 'safety' | 'calendar'

/** Content as plain data: read and checked, and quick to make content of again. */
export interface ContentData extends Omit<Content, Compiled> {
  knowledge: Omit<Knowledge, 'reader' | 'index' | 'model'> & { index: IndexData; model: UnderstandingData | null }
  flows: readonly Flow[]
  safety: SafetyData
  calendar: OwnDays
}

/** Content as data. */
export function contentData({ knowledge, flows, safety, calendar, ...words }: Content): ContentData {
  const { reader: _, index, model, ...known } = knowledge
  return {
    ...words,
    knowledge: { ...known, index: index.data, model: model?.data ?? null },
    flows: [...flows.current.values()],
    safety: safetyData(safety),
    calendar: calendar.own,
  }
}

/** The content of what `contentData` said. */
export function openContent({ knowledge, flows, safety, calendar, ...words }: ContentData): Content {
  const { index, model, ...known } = knowledge
  return {
    ...words,
    knowledge: {
      ...known,
      reader: new TermReader(known.lexicon),
      index: new SearchIndex(index),
      model: model && openUnderstanding(model),
    },
    flows: makeFlows(flows, []),
    safety: openSafety(safety),
    calendar: makeCalendar(calendar),
  }
}

/**
 * As `loadContent`, but of what was kept of the very same files and layer, if there is any: then nothing is parsed and checked again. `keep` writes down what
 * was not, unless a file has changed meanwhile.
 */
export function loadKept(
  { knowledge, flows, zone, keepDays, layer = [] }: ContentPlaces,
  kept: Kept<ContentData>,
): { content: Content; keep(): void } {
  const places = { knowledge, flows, zone, layer, ...(keepDays === undefined ? {} : { keepDays }) }
  const key = () => keyOf([knowledge, flows], { zone, keepDays, layer })
  const before = key()
  const found = kept.find(before)
  // Whoever shows no page reads no words of the console; the first who does has them kept too.
  const isWhole = found !== null && found.consoleFiles.read !== null
  const content = found ? openContent(found) : loadContent(places)
  return {
    content,
    keep() {
      if (found && (isWhole || content.consoleFiles.read === null)) return
      kept.keep(before, () => (key() === before ? contentData(content) : null))
    },
  }
}
