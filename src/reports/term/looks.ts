import type { IFontAttributesProperties, IStylesOptions } from 'docx'

/** A font by the name that Chinese Windows and WPS have for it; Latin letters and figures are Times. */
export const fontNamed = (eastAsia: '宋体' | '黑体' | '仿宋' | '楷体'): IFontAttributesProperties => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia,
})

/** Sizes of letters, in half points: 小二, 三号, 四号, 小四, 五号. */
export const letterSizes = { cover: 44, title: 32, head: 30, text: 28, table: 21 } as const

/** Twice the size of the letters of the text, in twentieths of a point: what a paragraph is moved in by. */
export const twoLetters = letterSizes.text * 20

const before = (size: number) => ({ before: size * 10, after: size * 5 })

/** How the parts of the document look; after the manner of official papers, of a size that fits a report. */
export const termStyles: IStylesOptions = {
  default: {
    document: {
      run: { font: fontNamed('仿宋'), size: letterSizes.text, language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
      paragraph: { spacing: { line: 500, lineRule: 'exact' } },
    },
    heading1: {
      run: { font: fontNamed('黑体'), size: letterSizes.title, color: '000000' },
      paragraph: { spacing: before(24), keepNext: true },
    },
    heading2: {
      run: { font: fontNamed('楷体'), size: letterSizes.head, bold: true, color: '000000' },
      paragraph: { spacing: before(16), keepNext: true },
    },
    title: {
      run: { font: fontNamed('宋体'), size: letterSizes.cover, bold: true, color: '000000' },
      paragraph: { alignment: 'center', spacing: { line: 700, lineRule: 'atLeast' } },
    },
  },
}
