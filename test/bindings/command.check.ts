import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { version } from '../../package.json';

const RESULTS = '.cache/bindings/results';
const wheel = existsSync(`${RESULTS}/python`) ? test : test.skip;

wheel('the command of the Python wheel has the version of the package', () => {
  expect(readFileSync(`${RESULTS}/python/command-version`, 'utf8')).toBe(`${version}\n`);
});

wheel('the command of the Python wheel reads the cloud assembly of the app as that of the npm package does', () => {
  const ofPython = JSON.parse(readFileSync(`${RESULTS}/python/permissions.json`, 'utf8'));
  const ofNode = execFileSync('node', ['assets/check/main/index.js', 'permissions', '--app', `${RESULTS}/python/cdk.out`], { encoding: 'utf8' });
  expect(Object.keys(ofPython).length).toBeGreaterThan(1);
  expect(ofPython).toEqual(JSON.parse(ofNode));
});
