import "./cases";
import "./registry";
