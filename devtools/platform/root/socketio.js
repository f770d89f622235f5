// Realtime for this repository is served by grid_governance (devtools/realtime), started by ./dev serve.
console.error("Start the realtime server with ./dev serve in the grid_governance project.");
process.exit(1);
