// Run by disk-kill.test.ts: applies a change to the folder given, and is killed at some moment or at a certain call.
import { changesOfTheTest, onFileSystemCall } from "./trees.ts";

const [root = "", killAt = "0"] = process.argv.slice(2);
const { openDisk } = await import("#workspace");
const workspace = openDisk({ root });
process.stdout.write("applying\n");
onFileSystemCall((call) => {
  if (call === Number(killAt)) process.kill(process.pid, "SIGKILL");
});
workspace.apply(changesOfTheTest);
