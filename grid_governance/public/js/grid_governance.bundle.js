import "./cases";
import "./registry";
import "./workspace";
