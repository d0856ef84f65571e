/** How often files may be imported: counted by the caller's address and by its token, as LibreChat does. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ApiError } from './api-error.ts'
import type { Limits } from './limits.ts'

/** Counts a request; throws ApiError 429 when there were too many. To be made once the rate limit plugin is there. */
export function importLimit(
  app: FastifyInstance,
  tokenHash: () => string,
  { window: timeWindow, perAddress, perToken }: Limits['imports'],
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const counters = [
    app.createRateLimit({ timeWindow, max: perAddress, keyGenerator: (request) => `address ${request.ip}` }),
    app.createRateLimit({ timeWindow, max: perToken, keyGenerator: () => `token ${tokenHash()}` }),
  ]
  return async (request, reply) => {
    for (const count of counters) {
      const counted = await count(request)
      if (counted.isAllowed || !counted.isExceeded) continue
      const message = 'Too many conversation import requests. Try again later'
      void reply.header('retry-after', counted.ttlInSeconds)
      throw new ApiError(429, message, { message })
    }
  }
}
