import { numberOf } from '../core/text/numerals.ts'
import { normalize } from './normalize.ts'

/** One writing for one name: half-width, simplified, without spaces and brackets, `一班` as `1班` and `三号楼` as `3号楼`. */
export function canonical(name: string): string {
  return normalize(name)
    .replace(/(?<=\d)\s+(?=\d)/g, '、')
    .replace(/[\s()[\]（）【】「」《》“”"']/g, '')
    .replace(/[一二三四五六七八九十]{1,3}(?=[班号栋幢舍])/g, written =>
      Number.isNaN(numberOf(written)) ? written : String(numberOf(written)),
    )
}
