import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

const own = ["'self'"]
const nobody = ["'none'"]

/** What every answer tells the browser, whatever it is: who may show it, what its page may load and do. HTTPS for good where people reach us by it. */
export const headersFor = (isHttps: boolean): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: own,
      imgSrc: [...own, 'blob:', 'data:'],
      mediaSrc: [...own, 'blob:'],
      objectSrc: nobody,
      frameAncestors: nobody,
      baseUri: nobody,
      formAction: own,
    },
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    // Under `no-referrer` a browser says that its form comes from nowhere, and the gate would take it for a foreign page.
    referrerPolicy: 'same-origin',
    permissionsPolicy: { camera: false, microphone: false, geolocation: false, payment: false, usb: false },
    strictTransportSecurity: isHttps ? 'max-age=31536000' : false,
    xFrameOptions: 'DENY',
  })

/** What says nothing else is kept by nobody: almost all that we answer is about one person. */
export const keepNothing: MiddlewareHandler = async (context, next) => {
  await next()
  if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
}
