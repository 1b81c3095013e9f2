import { expect, it } from 'vitest';
import en from '#web/messages/en.json' with { type: 'json' };
import zh from '#web/messages/zh.json' with { type: 'json' };

const filled = (message: unknown) => [...new Set(JSON.stringify(message).match(/\{[a-zA-Z]+\}/g))].sort();

it('says everything in every language', () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
});

it.each(Object.keys(en))('fills the same blanks in every language: %s', (key) => {
  expect(filled(Reflect.get(zh, key))).toEqual(filled(Reflect.get(en, key)));
});
