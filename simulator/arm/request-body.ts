// Reads the JSON body of a request the way ARM does: the media type first, then the text, then its shape.
import type { SimRequest } from '../kernel/exchange.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { refusals } from './refusals.ts';

export function readBody(request: SimRequest): JsonObject | undefined {
  if (request.body.length === 0) {
    // Without a body there is nothing to create; actions (POST) do without one.
    if (request.method === 'PUT' || request.method === 'PATCH') throw refusals.content('The request body is empty.');
    return undefined;
  }
  const given = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(given.trim())) throw refusals.mediaType(given);
  const value = parse(request.body.toString('utf8'));
  if (!isObject(value)) throw refusals.content('The request body must be a JSON object.');
  return value;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw refusals.content(error instanceof Error ? error.message : String(error));
  }
}
