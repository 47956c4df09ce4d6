import { ACCESS, BROKEN, HEALTHY, reportOf } from './reports';
import { html } from '../../../src/check/report/html/html';
import { markup } from '../../../src/check/report/html/markup';
import { STYLE } from '../../../src/check/report/html/style';

const text = html(reportOf(BROKEN, { access: [ACCESS] }));

test('the page forbids everything but its style, before it has anything else', () => {
  expect(text).toMatch(/^<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n/);
});

test('the page refers to nothing', () => {
  expect(text).not.toMatch(/\b(?:src|href|srcset|action|poster)=|url\(|@import|https?:/);
});

test('the style cannot end early', () => {
  expect(STYLE).not.toContain('<');
  expect(text.match(/<\/style>/g)).toHaveLength(1);
});

test('text is escaped in elements and attributes, and shows what is invisible', () => {
  const evil = '<b title="x">\'&\u202e';
  expect(markup`<p title="${evil}">${evil}${1}${[markup`<i>${evil}</i>`, markup`<br>`]}</p>`.text).toBe(
    '<p title="&lt;b title=&quot;x&quot;&gt;&#39;&amp;\\u202e">&lt;b title=&quot;x&quot;&gt;&#39;&amp;\\u202e1<i>&lt;b title=&quot;x&quot;&gt;&#39;&amp;\\u202e</i><br></p>',
  );
});

test('what the same check finds is the same text', () => {
  expect(html(reportOf(BROKEN, { access: [ACCESS] }))).toBe(text);
});

test('a healthy page says so and has no findings', () => {
  const healthy = html(reportOf(HEALTHY));
  expect(healthy).toContain('<p class="verdict yes">✓ Replication works in all 2 Regions</p>');
  expect(healthy).toContain('<p>There are no findings.</p>');
  expect(healthy).not.toContain('<article');
  expect(healthy).toContain('<p>No EventBridge rule reports changes of keys or failed copies.</p>');
});

test('alarms have a row for each account and Region', () => {
  expect(text.slice(text.indexOf('<caption id="alarms">'), text.indexOf('<h2>Who may do what'))).toMatch(new RegExp([
    '<th scope="col">key changes</th><th scope="col">failed copies</th><th scope="col">policy changes</th><th scope="col">trail</th>',
    '<th scope="row">111111111111 eu-central-1</th><td>no</td><td>cannot tell</td><td>-</td><td>yes</td>',
    '<th scope="row">222222222222 eu-west-1</th><td>no</td><td>-</td><td>yes</td><td>no</td>',
  ].join('[^]*')));
});
